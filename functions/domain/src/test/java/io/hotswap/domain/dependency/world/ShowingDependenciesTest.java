package io.hotswap.domain.dependency.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.ids.Environment;
import org.junit.jupiter.api.Test;

class ShowingDependenciesTest {
  private static DependencyGraph graph(String plugin) {
    var registry =
        new InMemoryKnownVersions(
            """
            checkout 2.1.0: tax-rules >=3.0.0
            tax-rules 2.4.0: rates ^1.0.0
            rates 1.0.0
            rates 1.1.0
            invoices 1.4.0: tax-rules <3.0.0
            invoices 1.5.0: tax-rules <3.0.0, nowhere ^1.0.0
            idle 1.0.0: tax-rules ^2.0.0
            """);
    var deployed = Deployed.of("tax-rules 2.4.0", "checkout 2.1.0", "invoices 1.4.0");
    return new ShowingDependencies(new WorldReader(registry, deployed))
        .graph(plugin, Environment.Development);
  }

  @Test
  void in_the_language_of_graphviz() {
    assertEquals(
        """
        digraph dependencies {
          rankdir=LR;
          node [shape=box];
          "checkout" [label="checkout 2.1.0"];
          "invoices" [label="invoices 1.4.0"];
          "rates" [label="rates 1.1.0 (does not serve)", style=dashed];
          "tax-rules" [label="tax-rules 2.4.0"];
          "checkout" -> "tax-rules" [label=">=3.0.0", color=red];
          "invoices" -> "tax-rules" [label="<3.0.0"];
          "tax-rules" -> "rates" [label="^1.0.0", color=red];
        }
        """,
        graph("tax-rules").dot());
  }

  @Test
  void as_a_flowchart_of_mermaid() {
    assertEquals(
        """
        flowchart LR
          p0["checkout 2.1.0"]
          p1["rates 1.1.0 (does not serve)"]
          p2["tax-rules 2.4.0"]
          p0 -.->|"#gt;=3.0.0, not met"| p2
          p2 -.->|"^1.0.0, not met"| p1
        """,
        graph("checkout").mermaid());
  }
}
