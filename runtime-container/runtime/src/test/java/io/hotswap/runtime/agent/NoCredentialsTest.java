package io.hotswap.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin host has nothing that could ask AWS for anything. */
class NoCredentialsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.awssdk.core.SdkClient",
        "software.amazon.awssdk.auth.credentials.AwsCredentialsProvider",
        "io.hotswap.persistence.aws.Aws",
        "io.hotswap.secrets.EncryptedSecrets"
      })
  void its_class_path_knows_no_client_of_aws(String name) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
  }

  @Test
  void no_jar_of_the_sdk_is_on_its_class_path() {
    var path = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    assertTrue(path.size() > 10, path::toString);
    assertEquals(List.of(), path.stream().filter(it -> it.contains("/awssdk/")).toList());
  }
}
