@NullMarked
package io.hotswap.domain.text;

import org.jspecify.annotations.NullMarked;
