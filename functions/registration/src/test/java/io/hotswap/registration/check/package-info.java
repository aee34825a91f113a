@NullMarked
package io.hotswap.registration.check;

import org.jspecify.annotations.NullMarked;
