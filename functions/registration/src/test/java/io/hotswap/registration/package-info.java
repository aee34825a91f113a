@NullMarked
package io.hotswap.registration;

import org.jspecify.annotations.NullMarked;
