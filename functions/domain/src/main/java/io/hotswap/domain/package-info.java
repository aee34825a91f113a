@NullMarked
package io.hotswap.domain;

import org.jspecify.annotations.NullMarked;
