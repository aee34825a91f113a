@NullMarked
package io.hotswap.audit;

import org.jspecify.annotations.NullMarked;
