@NullMarked
package io.hotswap.domain.health;

import org.jspecify.annotations.NullMarked;
