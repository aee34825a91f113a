@NullMarked
package io.hotswap.deployments;

import org.jspecify.annotations.NullMarked;
