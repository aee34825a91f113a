@NullMarked
package io.hotswap.registration.library;

import org.jspecify.annotations.NullMarked;
