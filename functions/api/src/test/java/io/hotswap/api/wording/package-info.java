@NullMarked
package io.hotswap.api.wording;

import org.jspecify.annotations.NullMarked;
