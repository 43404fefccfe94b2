package org.sipacc.accounting.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the nodes of the YAML parser into {@link Yaml} values. */
final class YamlDocument {
  private final String source;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlDocument(String source) {
    this.source = source;
  }

  Yaml parse(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(source).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .map(this::convert)
          .orElseGet(() -> new Yaml.Empty(Place.inFile(source, 1, 1)));
    } catch (MarkedYamlEngineException e) {
      throw new ConfigurationException(
          place(e.getProblemMark()), "not well-formed YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigurationException(
          place(Optional.empty()), "not well-formed YAML: " + e.getMessage());
    }
  }

  private Yaml convert(Node node) {
    Place place = place(node.getStartMark());
    if (!seen.add(node)) {
      throw new ConfigurationException(
          place, "anchors and aliases (&name, *name) are not supported; write the value again");
    }
    if (node instanceof MappingNode mapping) {
      return mapping(place, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return new Yaml.Sequence(place, sequence.getValue().stream().map(this::convert).toList());
    }
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return new Yaml.Scalar(place, scalar.getValue());
    }
    return new Yaml.Empty(place);
  }

  private Yaml.Mapping mapping(Place place, MappingNode node) {
    List<Yaml.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new ConfigurationException(keyPlace, "a key must be one word, not a list or mapping");
      }
      if (!keys.add(key.getValue())) {
        throw new ConfigurationException(
            keyPlace, "key " + key.getValue() + " is written twice; keep one");
      }
      entries.add(new Yaml.Entry(key.getValue(), keyPlace, convert(tuple.getValueNode())));
    }
    return new Yaml.Mapping(place, entries);
  }

  private Place place(Optional<Mark> mark) {
    return Place.inFile(
        source,
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1));
  }
}
