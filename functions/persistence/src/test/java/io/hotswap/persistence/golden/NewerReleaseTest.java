package io.hotswap.persistence.golden;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.NewerSchema;
import io.hotswap.persistence.workflow.SqsAnomalies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A stage where a later release has written everything.
class NewerReleaseTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/1");

  private Stores stores;

  @BeforeEach
  void stage() throws IOException {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    Map<String, String> later = new TreeMap<>(StageFiles.read(GOLDEN));
    later.replaceAll(
        (path, json) -> json.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"));
    new StageFiles(tables).load(later);
    stores = new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.systemUTC());
  }

  @Test
  void an_item_of_a_later_schema_is_a_fault_that_names_it_and_both_versions() {
    var id = DeploymentExamples.id(2);
    var fault = refused(() -> stores.deployments().find(id));
    assertTrue(fault.contains("DEPLOYMENT#" + id), fault);
    assertTrue(fault.contains("schema version 2, and this release reads up to 1"), fault);
    refused(() -> stores.approvals().find(RegistryExamples.approvals().getFirst().id()));
    refused(() -> stores.nodes().leases(ReportExamples.IN));
  }

  @Test
  void a_document_of_a_later_schema_is_a_fault_that_names_it() {
    var acceptance = stores.acceptanceSuites();
    var suite = AcceptanceSuite.of(RoutingExamples.CASES);
    var fault = refused(() -> acceptance.find(suite));
    assertTrue(fault.startsWith("acceptance/" + suite.digest().hex() + ".json has"), fault);
  }

  @Test
  void a_message_of_a_later_schema_is_a_fault() {
    var message = SqsAnomalies.body(ReportExamples.ANOMALY);
    var later = message.replace("\"schemaVersion\":1", "\"schemaVersion\":2");
    assertNotEquals(message, later);
    var fault = refused(() -> SqsAnomalies.read(later));
    assertTrue(fault.startsWith("Anomaly has"), fault);
  }

  private static String refused(Callable<?> read) {
    return assertThrows(NewerSchema.class, read::call).getMessage();
  }
}
