@NullMarked
package io.hotswap.domain.verdict;

import org.jspecify.annotations.NullMarked;
