package io.hotswap.registration.library;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.ManagingRepositories;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryRepositories;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Beans of what is not in archives.
@Factory
final class LibraryBeans {
  @Singleton
  LibraryRepositories repositories(DynamoDbClient dynamo, Tables tables) {
    return new DynamoLibraryRepositories(dynamo, tables);
  }

  @Singleton
  ManagingRepositories managing(
      LibraryRepositories repositories, FunctionVariables variables, Clock clock) {
    var config = RepositoryConfig.from(variables.environment());
    return new ManagingRepositories(repositories, config.plain(), clock);
  }
}
