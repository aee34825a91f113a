/// What a node reports and reads at the control plane, however long that takes.
@NullMarked
package io.hotswap.runtime.controlplane;

import org.jspecify.annotations.NullMarked;
