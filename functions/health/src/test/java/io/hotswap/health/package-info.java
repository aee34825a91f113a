@NullMarked
package io.hotswap.health;

import org.jspecify.annotations.NullMarked;
