"""Specs: YAML pages that declare every sheet, read into frozen typed models with every fault found."""
