/// What plugins log and print, on its way to the node's log.
@NullMarked
package io.hotswap.runtime.pluginlog;

import org.jspecify.annotations.NullMarked;
