/// Brings messages from the outbox to people, by mail and Slack: one Lambda function.
@NullMarked
package io.hotswap.notifications;

import org.jspecify.annotations.NullMarked;
