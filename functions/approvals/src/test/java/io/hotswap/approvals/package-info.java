@NullMarked
package io.hotswap.approvals;

import org.jspecify.annotations.NullMarked;
