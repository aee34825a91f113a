/// What a node reports to the control plane of its calls and its versions' health.
@NullMarked
package io.hotswap.runtime.reporting;

import org.jspecify.annotations.NullMarked;
