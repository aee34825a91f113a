/// Forwards what plugins log and print to the node's log.
@NullMarked
package io.hotswap.runtime.pluginlog;

import org.jspecify.annotations.NullMarked;
