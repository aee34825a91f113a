/// The agent's end of the socket: answers the hosts of one node, whom it does not trust.
@NullMarked
package io.hotswap.agent.server;

import org.jspecify.annotations.NullMarked;
