"""Change a drawing by named edits: text of a BPMN file in, text of a BPMN file out (ADR 0040)."""
