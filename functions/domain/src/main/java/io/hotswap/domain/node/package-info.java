/// What nodes report of themselves: leases and acknowledgements; the control plane's time; which
/// nodes keep a plugin warm.
@NullMarked
package io.hotswap.domain.node;

import org.jspecify.annotations.NullMarked;
