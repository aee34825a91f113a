/// What nodes count, and the control plane decides by.
@NullMarked
package io.hotswap.domain.figures;

import org.jspecify.annotations.NullMarked;
