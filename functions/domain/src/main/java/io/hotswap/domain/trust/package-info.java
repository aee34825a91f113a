/// Whose plugins are trusted: publishers, their trust anchors, revocations, and which environments
/// take signed versions only.
@NullMarked
package io.hotswap.domain.trust;

import org.jspecify.annotations.NullMarked;
