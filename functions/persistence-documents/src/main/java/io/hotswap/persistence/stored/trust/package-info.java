/// The trust document as it is stored.
@NullMarked
package io.hotswap.persistence.stored.trust;

import org.jspecify.annotations.NullMarked;
