@NullMarked
package io.hotswap.domain.access;

import org.jspecify.annotations.NullMarked;
