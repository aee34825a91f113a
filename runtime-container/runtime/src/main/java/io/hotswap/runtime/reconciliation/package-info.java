/// Brings one plugin's versions on this node to what its newest routing document names.
@NullMarked
package io.hotswap.runtime.reconciliation;

import org.jspecify.annotations.NullMarked;
