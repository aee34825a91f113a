@NullMarked
package io.hotswap.api;

import org.jspecify.annotations.NullMarked;
