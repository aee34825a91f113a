/// The domain's ports on DynamoDB tables.
@NullMarked
package io.hotswap.persistence.dynamo;

import org.jspecify.annotations.NullMarked;
