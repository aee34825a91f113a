package io.hotswap.registration.library;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.ManagingRepositories;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.library.UploadingLibraries;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryRepositories;
import io.hotswap.persistence.dynamo.registry.DynamoStoredLibraries;
import io.hotswap.persistence.s3.S3LibraryUploads;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Beans of what is not in archives.
@Factory
final class LibraryBeans {
  private static final Duration UPLOAD_VALIDITY = Duration.ofHours(1);

  @Singleton
  LibraryRepositories repositories(DynamoDbClient dynamo, Tables tables) {
    return new DynamoLibraryRepositories(dynamo, tables);
  }

  @Singleton
  StoredLibraries stored(DynamoDbClient dynamo, Tables tables) {
    return new DynamoStoredLibraries(dynamo, tables);
  }

  @Singleton
  UploadingLibraries uploading(
      StoredLibraries stored, S3Presigner presigner, Tables tables, Clock clock) {
    return new UploadingLibraries(
        stored, new S3LibraryUploads(presigner, tables), UPLOAD_VALIDITY, clock);
  }

  @Singleton
  ManagingRepositories managing(
      LibraryRepositories repositories, FunctionVariables variables, Clock clock) {
    var config = RepositoryConfig.from(variables.environment());
    return new ManagingRepositories(repositories, config.plain(), clock);
  }
}
