/// The one process of a node that has credentials.
@NullMarked
package io.hotswap.agent;

import org.jspecify.annotations.NullMarked;
