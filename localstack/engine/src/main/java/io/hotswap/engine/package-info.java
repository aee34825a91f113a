@NullMarked
package io.hotswap.engine;

import org.jspecify.annotations.NullMarked;
