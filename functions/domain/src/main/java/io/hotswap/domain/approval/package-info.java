/// Who must agree before a deployment begins.
@NullMarked
package io.hotswap.domain.approval;

import org.jspecify.annotations.NullMarked;
