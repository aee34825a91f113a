@NullMarked
package io.hotswap.persistence;

import org.jspecify.annotations.NullMarked;
