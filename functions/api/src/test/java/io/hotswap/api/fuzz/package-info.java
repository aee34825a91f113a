@NullMarked
package io.hotswap.api.fuzz;

import org.jspecify.annotations.NullMarked;
