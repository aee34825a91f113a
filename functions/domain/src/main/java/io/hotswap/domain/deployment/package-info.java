@NullMarked
package io.hotswap.domain.deployment;

import org.jspecify.annotations.NullMarked;
