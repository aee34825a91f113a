/// Delivers messages from the outbox by mail and Slack: one Lambda function.
@NullMarked
package io.hotswap.notifications;

import org.jspecify.annotations.NullMarked;
