/// Loads, switches and retires one plugin's versions as its newest routing document says.
@NullMarked
package io.hotswap.runtime.reconciliation;

import org.jspecify.annotations.NullMarked;
