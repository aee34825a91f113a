@NullMarked
package io.hotswap.api.compatibility;

import org.jspecify.annotations.NullMarked;
