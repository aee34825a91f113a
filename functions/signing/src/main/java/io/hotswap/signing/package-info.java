/// The domain's ports of signatures and certificates, on the verification that is shared with the
/// node.
@NullMarked
package io.hotswap.signing;

import org.jspecify.annotations.NullMarked;
