/** The socket between host and agent, from the host's end. */
package io.hotswap.runtime.agent;
