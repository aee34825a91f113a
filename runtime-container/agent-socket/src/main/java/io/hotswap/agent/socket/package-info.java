/// The messages between a plugin host and its node's agent.
@NullMarked
package io.hotswap.agent.socket;

import org.jspecify.annotations.NullMarked;
