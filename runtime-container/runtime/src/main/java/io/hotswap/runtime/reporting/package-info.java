/// A node's reports to the control plane: calls, health of versions, unloads and anomalies.
@NullMarked
package io.hotswap.runtime.reporting;

import org.jspecify.annotations.NullMarked;
