/// The process that runs one version of a plugin for a node.
@NullMarked
package io.hotswap.runtime.isolation.worker;

import org.jspecify.annotations.NullMarked;
