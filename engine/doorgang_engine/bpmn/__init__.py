"""BPMN: read, check and run. The only package that imports SpiffWorkflow.

SpiffWorkflow 3.2.0 misreads several things in silence. Three layers make it right:
``support`` refuses what cannot be run exactly; ``lower`` rewrites what BPMN allows into what
the library runs well; ``specs`` replaces the parts of the library that are wrong.
"""
