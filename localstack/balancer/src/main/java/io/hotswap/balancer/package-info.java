@NullMarked
package io.hotswap.balancer;

import org.jspecify.annotations.NullMarked;
