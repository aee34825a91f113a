@NullMarked
package io.hotswap.domain.listing;

import org.jspecify.annotations.NullMarked;
