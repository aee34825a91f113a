/// Exchanges with the control plane, retried until they succeed.
@NullMarked
package io.hotswap.runtime.controlplane;

import org.jspecify.annotations.NullMarked;
