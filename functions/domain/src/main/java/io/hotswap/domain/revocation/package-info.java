/// What serves though the trust would not admit it any more: found, reported and rolled back.
@NullMarked
package io.hotswap.domain.revocation;

import org.jspecify.annotations.NullMarked;
