/// This node's shares of tenants' quotas.
@NullMarked
package io.hotswap.runtime.quota;

import org.jspecify.annotations.NullMarked;
