/// The control plane's ports as a plugin host has them: over the socket of its agent.
@NullMarked
package io.hotswap.agent.host;

import org.jspecify.annotations.NullMarked;
