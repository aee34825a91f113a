/// Follows the control plane's routing feed and gives each document to its plugin's reconciler.
@NullMarked
package io.hotswap.runtime.following;

import org.jspecify.annotations.NullMarked;
